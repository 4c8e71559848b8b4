// What is on now and what comes next.
