// Pages that modules ask for, as documents: the site's, unless a copy without a server makes them.

let make = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.statusText);
  return new DOMParser().parseFromString(await response.text(), "text/html");
};

/** The page at an address. Rejects where there is no connection, or no page. */
export const pageAt = (address) => make(address);

/** Have pages made by `maker`, which is given their address. */
export function makePages(maker) {
  make = maker;
}
