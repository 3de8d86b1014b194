/** A channel's settings as its form shows them, read from the channel's configuration and turned into changes of it. */
import type { AccessModel, ChannelConfig } from './channel.ts';
import type { ConfigChange } from './config-form.ts';
import {
  COMMENTS_BY,
  FIRST_WAITS,
  HIDE_AFTER,
  hideAfter,
  NOTICE,
  NOTICE_UNTIL,
  PLACE,
  TOPICS_BY,
  type Writers,
} from './config-vars.ts';
import { DURATIONS, type Duration, endOf } from './duration.ts';
import { codePoints, MAX_DESCRIPTION, MAX_TITLE } from './limits.ts';
import { firstWaits, writersOf } from './permissions.ts';

export interface ChannelSettings {
  readonly title: string;
  readonly description: string;
  readonly notice: string;
  /** When the notice ends: so long from now, or at the instant (ISO 8601) that is set already. */
  readonly noticeUntil: Duration | string;
  /** `whitelist` is another word for `authorize`. */
  readonly readers: Exclude<AccessModel, 'whitelist'>;
  readonly topicsBy: Writers;
  readonly commentsBy: Writers;
  /** Whether a person's first post waits until a moderator has approved it. */
  readonly firstWaits: boolean;
  /** How many trusted people hide a post by reporting it. */
  readonly hideAfter: HideAfter;
}

/** What the form offers. Other clients may set any number: then the next higher one is shown. */
export const HIDE_AFTER_CHOICES = ['0', '2', '3', '5'] as const;
export type HideAfter = (typeof HIDE_AFTER_CHOICES)[number];

/** What the form for a new channel begins with: everybody may write. */
export const NEW_CHANNEL: ChannelSettings = {
  title: '',
  description: '',
  notice: '',
  noticeUntil: 'good',
  readers: 'open',
  topicsBy: 'everyone',
  commentsBy: 'everyone',
  firstWaits: false,
  hideAfter: '3',
};

/** The settings that a configuration amounts to. */
export function settingsOf(config: ChannelConfig): ChannelSettings {
  const { title, description, accessModel } = config;
  const by = (action: 'start-topic' | 'comment') => {
    const writers = writersOf(config, action);
    // Where followers are made publishers as they come, trusted people are all of them.
    return writers === 'trusted' && config.defaultAffiliation === 'publisher'
      ? 'everyone'
      : writers;
  };
  return {
    title,
    description,
    notice: config.vars?.[NOTICE] ?? '',
    noticeUntil: config.vars?.[NOTICE_UNTIL] ?? 'good',
    readers: accessModel === 'whitelist' ? 'authorize' : accessModel,
    topicsBy: by('start-topic'),
    commentsBy: by('comment'),
    firstWaits: firstWaits(config),
    hideAfter: nearestOf(hideAfter(config.vars)),
  };
}

/**
 * The change of the configuration that makes a channel so. `now` is the time in milliseconds. New followers
 * become members alone, whatever the channel did before: moderators choose whom to trust.
 */
export function changeTo(settings: ChannelSettings, now: number): ConfigChange {
  const { noticeUntil } = settings;
  const duration = DURATIONS.find((known) => known === noticeUntil);
  const until = duration ? endOf(duration, now) : noticeUntil;
  return {
    title: settings.title.trim(),
    description: settings.description.trim(),
    accessModel: settings.readers,
    defaultAffiliation: 'member',
    vars: {
      [NOTICE]: settings.notice.trim(),
      [NOTICE_UNTIL]: (settings.notice.trim() && until) || '',
      [TOPICS_BY]: settings.topicsBy,
      [COMMENTS_BY]: settings.commentsBy,
      [FIRST_WAITS]: settings.firstWaits ? 'true' : '',
      [HIDE_AFTER]: settings.hideAfter,
    },
  };
}

/** The configuration that a new channel is created with; `place` is a place's id, or empty for a subject. */
export function createdWith(settings: ChannelSettings, place: string, now: number): ConfigChange {
  const change = changeTo(settings, now);
  return place === '' ? change : { ...change, vars: { ...change.vars, [PLACE]: place } };
}

/** Whether a channel with that configuration can be the one that an earlier try created with those settings. */
export function isCreated(config: ChannelConfig, settings: ChannelSettings): boolean {
  // The end of a notice does not count: it was reckoned from another `now` at the earlier try.
  const text = (one: ChannelSettings) =>
    JSON.stringify(changeTo({ ...one, noticeUntil: 'good' }, 0));
  return text(settingsOf(config)) === text(settings);
}

/** Whether one of the texts is longer than the service takes. */
export function isTooLong({ title, description, notice }: ChannelSettings): boolean {
  return (
    codePoints(title) > MAX_TITLE ||
    codePoints(description) > MAX_DESCRIPTION ||
    notice.length > MAX_DESCRIPTION
  );
}

function nearestOf(number: number): HideAfter {
  return HIDE_AFTER_CHOICES.find((choice) => Number(choice) >= number) ?? '5';
}
