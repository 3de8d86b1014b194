/** A channel's configuration as the data form of XEP-0060, 16.4 with Buddycloud's fields. */
import {
  ACCESS_MODELS,
  type AccessModel,
  AFFILIATIONS,
  type Affiliation,
  type ChannelConfig,
  type ChannelType,
} from './channel.ts';
import {
  ADVERTISE,
  CHANNEL_TYPE,
  EPHEMERAL,
  isFreeVar,
  isGoodVar,
  readBoolean,
  shownVars,
} from './config-vars.ts';
import { type FieldValue, form } from './data-form.ts';
import { MAX_DESCRIPTION, MAX_TITLE } from './limits.ts';
import { NS } from './namespaces.ts';
import type { Element } from './xml.ts';

export const NODE_CONFIG = `${NS.PUBSUB}#node_config`;
export const META_DATA = `${NS.PUBSUB}#meta-data`;

/**
 * The configuration as a form; `META_DATA` in disco#info, `NODE_CONFIG` elsewhere. `more` are
 * fields that go with it there.
 */
export function configForm(
  config: ChannelConfig,
  formType: string,
  more: Readonly<Record<string, FieldValue>> = {},
): Element {
  return form('result', formType, {
    ...config.vars,
    'pubsub#title': config.title,
    'pubsub#description': config.description,
    'pubsub#access_model': config.accessModel,
    'buddycloud#default_affiliation': config.defaultAffiliation,
    [CHANNEL_TYPE]: config.type,
    [ADVERTISE]: config.advertised === false ? 'false' : undefined,
    [EPHEMERAL]: config.ephemeral ? 'true' : undefined,
    'pubsub#creator': config.creator || undefined,
    'pubsub#type': NS.ATOM,
    'pubsub#creation_date': config.created,
    // Two names for one thing: the Java server's, and the one that clients read.
    'buddycloud#last_updated': config.updated,
    'buddycloud#updated_date': config.updated,
    ...more,
  });
}

const CHANNEL_TYPES: readonly ChannelType[] = ['personal', 'topic'];

/** Reads a configuration that the channel service wrote. */
export function readConfig(values: ReadonlyMap<string, string>): ChannelConfig {
  const oneOf = <T extends string>(allowed: readonly T[], name: string, otherwise: T): T => {
    const value = values.get(name) as T | undefined;
    return value !== undefined && allowed.includes(value) ? value : otherwise;
  };
  return {
    title: values.get('pubsub#title') ?? '',
    description: values.get('pubsub#description') ?? '',
    accessModel: oneOf(ACCESS_MODELS, 'pubsub#access_model', 'authorize'),
    defaultAffiliation: oneOf(AFFILIATIONS, 'buddycloud#default_affiliation', 'member'),
    type: oneOf(CHANNEL_TYPES, CHANNEL_TYPE, 'topic'),
    created: values.get('pubsub#creation_date') ?? '',
    updated: values.get('buddycloud#last_updated') ?? '',
    ...shownVars((name) => values.get(name)),
  };
}

/** What an owner may set; absent fields stay as they are. */
export interface ConfigChange {
  readonly title?: string;
  readonly description?: string;
  readonly accessModel?: AccessModel;
  readonly defaultAffiliation?: Affiliation;
  readonly advertised?: boolean;
  /** Other vars; an empty value takes one away. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Given once, when the channel is made: said again, they must be what they are. */
  readonly type?: ChannelType;
  readonly ephemeral?: boolean;
}

/** What a new follower may be made; more would hand the channel to the first who comes. */
const DEFAULT_AFFILIATIONS: readonly Affiliation[] = ['member', 'publisher'];

/** A submitted form for those settings. */
export function configChangeForm(change: ConfigChange): Element {
  return form('submit', NODE_CONFIG, {
    'pubsub#title': change.title,
    'pubsub#description': change.description,
    'pubsub#access_model': change.accessModel,
    'buddycloud#default_affiliation': change.defaultAffiliation,
    ...change.vars,
  });
}

/** Reads a submitted form; the name of the first field with a bad value where there is one. */
export function readConfigChange(
  values: ReadonlyMap<string, string>,
): { change: ConfigChange } | { badField: string } {
  const vars: Record<string, string> = {};
  for (const [name, value] of values) {
    // An empty one says nothing.
    if (value !== '' && !isGood(name, value)) return { badField: name };
    if (isFreeVar(name)) vars[name] = value;
  }
  const given = (name: string) => values.get(name) || undefined;
  const change: { -readonly [Key in keyof ConfigChange]: ConfigChange[Key] | undefined } = {
    title: cut(values.get('pubsub#title'), MAX_TITLE),
    description: cut(values.get('pubsub#description'), MAX_DESCRIPTION),
    accessModel: given('pubsub#access_model') as AccessModel | undefined,
    defaultAffiliation: given('buddycloud#default_affiliation') as Affiliation | undefined,
    advertised: readBoolean(values.get(ADVERTISE) ?? ''),
    ephemeral: readBoolean(values.get(EPHEMERAL) ?? ''),
    type: given(CHANNEL_TYPE) as ChannelType | undefined,
    vars,
  };
  for (const key of Object.keys(change) as (keyof ConfigChange)[]) {
    if (change[key] === undefined) delete change[key];
  }
  return { change: change as ConfigChange };
}

/** Whether a field may say that. */
function isGood(name: string, value: string): boolean {
  switch (name) {
    case 'pubsub#title':
    case 'pubsub#description':
      return true;
    case 'pubsub#access_model':
      return ACCESS_MODELS.includes(value as AccessModel);
    case 'buddycloud#default_affiliation':
      return DEFAULT_AFFILIATIONS.includes(value as Affiliation);
    case CHANNEL_TYPE:
      return CHANNEL_TYPES.includes(value as ChannelType);
    case ADVERTISE:
    case EPHEMERAL:
      return readBoolean(value) !== undefined;
    case 'pubsub#type':
      // It chooses who checks what is posted: there is one, for Atom, which is XEP-0277's too.
      return value === NS.ATOM || value === NS.MICROBLOG;
    default:
      return isGoodVar(name, value);
  }
}

function cut(text: string | undefined, max: number): string | undefined {
  return text === undefined ? undefined : [...text].slice(0, max).join('');
}
