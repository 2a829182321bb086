"""What passes between laptops: handing over, taking in, settling differences, and the people one exchanges with."""
