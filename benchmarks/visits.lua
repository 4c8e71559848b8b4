-- Each connection is a person who opens one page after the other, every three seconds or so.
-- ADDRESSES is a file with an address a line; the first is the one that a third of them open.
local pages = {}

function init()
  wrk.headers["Host"] = os.getenv("HOST")
  math.randomseed(tonumber(tostring(wrk.thread):match("0x(%x+)"), 16) % 2147483647)
  for page in io.lines(os.getenv("ADDRESSES")) do
    pages[#pages + 1] = page
  end
end

function delay()
  return math.random(1000, 5000)
end

function request()
  local chosen = math.random(3) == 1 and 1 or math.random(#pages)
  return wrk.format("GET", pages[chosen])
end
