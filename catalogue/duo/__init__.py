"""The registers of DUO (Dienst Uitvoering Onderwijs): school sites, boards and pupils, in each edition of the files."""
