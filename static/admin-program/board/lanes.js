// How sessions that are on at the same time share the width of a room. Pure.

/** For each item {key, from, to, outer}: its {left, width}, as shares of the room.
 *
 *  What overlaps stands side by side; what is inside another session stands on that one's right part,
 *  so that the outer one's title can be read. `outer` names it, if it is among the items.
 */
export function laidOut(items) {
  const inside = Map.groupBy(items, (item) => item.outer ?? null);
  const boxes = new Map();
  const share = (key, left, width) => {
    for (const { item, lane, lanes } of inLanes(inside.get(key) ?? [])) {
      const box = { left: left + (width * lane) / lanes, width: width / lanes, lanes };
      boxes.set(item.key, box);
      share(item.key, box.left + box.width * TITLE, box.width * (1 - TITLE));
    }
  };
  share(null, 0, 1);
  return boxes;
}

const TITLE = 0.38; // of the width, left to the outer session

function inLanes(items) {
  const sorted = [...items].sort((one, other) => one.from - other.from || other.to - one.to);
  const placed = [];
  let [ends, group] = [[], []];
  const close = () => {
    for (const each of group) placed.push({ ...each, lanes: ends.length });
    [ends, group] = [[], []];
  };
  for (const item of sorted) {
    if (ends.every((end) => end <= item.from)) close();
    const free = ends.findIndex((end) => end <= item.from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = item.to;
    group.push({ item, lane });
  }
  close();
  return placed;
}
