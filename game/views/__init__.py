"""What each role may see, made by naming what it may."""
