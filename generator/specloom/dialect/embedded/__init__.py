"""What stand-alone validators need beside the runtime of generated packages."""
