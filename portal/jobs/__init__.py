"""Long work: started by a deed, done by a worker, watched on a page that may be left; its result kept for some days."""
