"""The networks that ship with docverify, their licences, and the script that built them."""
