"""What the notebooks call: pure, tested functions about home workers' pay, hours, protection and policy."""
