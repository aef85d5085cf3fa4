"""« Restaurer une sauvegarde »: from the gate, from the first run, from Réglages."""
