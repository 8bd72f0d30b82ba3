"""`python -m docverify`: the command line."""

from docverify.cli import main

if __name__ == "__main__":
    main()
