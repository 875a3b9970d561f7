"""Resources: halls, rooms, instruments, vehicles."""
