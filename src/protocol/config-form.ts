/** A channel's configuration as the data form of XEP-0060, 16.4 with Buddycloud's fields. */
import {
  ACCESS_MODELS,
  type AccessModel,
  AFFILIATIONS,
  type Affiliation,
  type ChannelConfig,
} from './channel.ts';
import { form } from './data-form.ts';
import { MAX_DESCRIPTION, MAX_TITLE } from './limits.ts';
import { NS } from './namespaces.ts';
import type { Element } from './xml.ts';

export const NODE_CONFIG = `${NS.PUBSUB}#node_config`;
export const META_DATA = `${NS.PUBSUB}#meta-data`;

/** The configuration as a form; `META_DATA` in disco#info, `NODE_CONFIG` elsewhere. */
export function configForm(config: ChannelConfig, formType: string): Element {
  return form('result', formType, {
    'pubsub#title': config.title,
    'pubsub#description': config.description,
    'pubsub#access_model': config.accessModel,
    'buddycloud#default_affiliation': config.defaultAffiliation,
    'buddycloud#channel_type': config.type,
    'pubsub#type': NS.ATOM,
    'pubsub#creation_date': config.created,
    // Two names for one thing: the Java server's, and the one that clients read.
    'buddycloud#last_updated': config.updated,
    'buddycloud#updated_date': config.updated,
  });
}

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
    type: oneOf(['personal', 'topic'] as const, 'buddycloud#channel_type', 'topic'),
    created: values.get('pubsub#creation_date') ?? '',
    updated: values.get('buddycloud#last_updated') ?? '',
  };
}

/** What an owner may set; absent fields stay as they are. */
export interface ConfigChange {
  readonly title?: string;
  readonly description?: string;
  readonly accessModel?: AccessModel;
  readonly defaultAffiliation?: Affiliation;
}

/** What a new follower may be made; more would hand the channel to the first who comes. */
export const DEFAULT_AFFILIATIONS: readonly Affiliation[] = ['member', 'publisher'];

/** A submitted form for those settings. */
export function configChangeForm(change: ConfigChange): Element {
  return form('submit', NODE_CONFIG, {
    'pubsub#title': change.title,
    'pubsub#description': change.description,
    'pubsub#access_model': change.accessModel,
    'buddycloud#default_affiliation': change.defaultAffiliation,
  });
}

/** Reads a submitted form; the name of the first field with a bad value where there is one. */
export function readConfigChange(
  values: ReadonlyMap<string, string>,
): { change: ConfigChange } | { badField: string } {
  const access = values.get('pubsub#access_model');
  if (access !== undefined && !ACCESS_MODELS.includes(access as AccessModel)) {
    return { badField: 'pubsub#access_model' };
  }
  const affiliation = values.get('buddycloud#default_affiliation');
  if (affiliation !== undefined && !DEFAULT_AFFILIATIONS.includes(affiliation as Affiliation)) {
    return { badField: 'buddycloud#default_affiliation' };
  }
  const title = values.get('pubsub#title');
  const description = values.get('pubsub#description');
  const cut = (text: string, max: number) => [...text].slice(0, max).join('');
  return {
    change: {
      ...(title !== undefined && { title: cut(title, MAX_TITLE) }),
      ...(description !== undefined && { description: cut(description, MAX_DESCRIPTION) }),
      ...(access !== undefined && { accessModel: access as AccessModel }),
      ...(affiliation !== undefined && { defaultAffiliation: affiliation as Affiliation }),
    },
  };
}
