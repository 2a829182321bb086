"""Field widgets: one for each kind of question; each shows a value and tells what was answered."""
