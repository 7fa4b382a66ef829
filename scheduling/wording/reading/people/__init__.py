"""People as they are named in what is typed, with the days and hours behind them."""
