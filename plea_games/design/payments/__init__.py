"""Money for strikers: schedules, funds, whom to fund first."""
