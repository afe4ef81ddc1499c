"""Staff of providers at schools: who works how many hours a week where, never more than their contract."""
