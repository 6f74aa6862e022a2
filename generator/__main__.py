"""`python -m generator` is the command `handbook`."""

from generator.cli import main

if __name__ == "__main__":
    main(prog_name="handbook")
