"""The scenario as arrays: sites, lanes and bills of materials by index, and what is normal on them."""
