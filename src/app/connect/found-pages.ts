/** Two pages of one script: they differ in little but what is looked for. */
export { ActivityPage } from './activity-page.tsx';
export { SearchPage } from './search-page.tsx';
