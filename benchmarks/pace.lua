-- Each connection asks some seven times a second, as many browsers do, not as fast as it can.
function delay()
  return math.random(50, 250)
end
