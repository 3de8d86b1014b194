/** Pages that most people open rarely: each is a script of its own. */
import { onDemand } from './on-demand.tsx';

export const ActivityPage = onDemand(
  (t) => t.activity,
  async () => (await import('./found-pages.ts')).ActivityPage,
);
export const DeleteAccountPage = onDemand(
  (t) => t.deleteAccount,
  async () => (await import('./delete-account-page.tsx')).DeleteAccountPage,
);
export const ProfilePage = onDemand(
  (t) => t.profile,
  async () => (await import('./profile-page.tsx')).ProfilePage,
);
export const SearchPage = onDemand(
  (t) => t.search,
  async () => (await import('./found-pages.ts')).SearchPage,
);
export const SettingsPage = onDemand(
  (t) => t.settings,
  async () => (await import('./settings-page.tsx')).SettingsPage,
);
