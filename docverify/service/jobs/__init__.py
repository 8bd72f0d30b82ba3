"""What workers do: functions of bytes and plain values, without state unless they say so."""
