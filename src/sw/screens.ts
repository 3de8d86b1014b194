/** The screens of the app; every other address is the server's. */
const SCREENS =
  /^\/(?:(?:channel\/.+|places\/.+|profile\/.+|report\/.+|incidents\/.+|desk\/.+|settings\/(?:account|delete)|new|login|signup|menu|activity|notices(?:\/\d+)?|complaints|todo|settings|search|share|rules|help|about|places|emergency|report|incidents|desk)\/?)?$/;
const FEED = /^\/channel\/[^/]+\/feed$/;

/** Whether the app shows a screen at that path, without a network too. */
export const isScreen = (path: string): boolean => SCREENS.test(path) && !FEED.test(path);
