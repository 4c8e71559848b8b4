// Stars: the sessions a visitor has marked, kept in the browser.
