"""What people hear by e-mail of what happened: at once, once a day or not at all, each as they chose."""
