"""« Que faire maintenant » : the steps of a new laptop, on Aujourd’hui and in Réglages."""
