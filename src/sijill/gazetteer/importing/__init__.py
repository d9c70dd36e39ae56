"""Other people's files of places, read into our columns: what is no place of ours is counted and left out."""
