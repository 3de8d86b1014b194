import { type Finding, ok, warn, wrong } from './finding.ts';
import { ask, type Patient } from './patient.ts';

const REMEDIES: Readonly<Record<string, string>> = {
  xmpp: 'Prosody does not run, or does not answer; prosody/prosody.log in the data folder says why.',
  channels:
    'The channel service has no link to Prosody; the log names the reason as component-offline.',
  database:
    'The database does not answer; look at the disk, or at the server that DATABASE_URL names.',
};

/** Whether the site answers, and says of each of its parts that it is well. */
export async function examineHealth(patient: Patient): Promise<Finding[]> {
  const check = 'health';
  let answer: Response;
  try {
    answer = await ask(patient, '/health');
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    const why = cause?.code ?? message;
    if (/CERT|LEAF_SIGNATURE/.test(why)) {
      const remedy =
        'Renew it, see that TLS_CERT names the whole chain, and give in SITE the address that it is for.';
      return [
        wrong(check, `Phones do not take the certificate of ${patient.site} (${why}). ${remedy}`),
      ];
    }
    return [
      wrong(
        check,
        `Nobody answers at ${patient.site} (${why}). Start the site with npm start, or give its address in SITE.`,
      ),
    ];
  }
  const parts = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  if (answer.ok && parts.ready === true) return [ok(check, 'The site says that it is well.')];
  const ill = Object.keys(parts).filter((name) => name !== 'ready' && parts[name] === false);
  if (ill.length > 0) return ill.map((name) => wrong(check, REMEDIES[name] ?? `${name} is ill.`));
  const other = `At ${patient.site} something else than WiFi Chat answers (${answer.status} for /health).`;
  return [wrong(check, `${other} Give the site's address in SITE.`)];
}

const RELATIONS = {
  websocket: 'urn:xmpp:alt-connections:websocket',
  bosh: 'urn:xmpp:alt-connections:xbosh',
};

/** Whether other programs find the ways in (XEP-0156), with the scheme that they themselves came by. */
export async function examineHostMeta(patient: Patient): Promise<Finding[]> {
  const check = 'host-meta';
  const answer = await ask(patient, '/.well-known/host-meta.json');
  const { links = [] } = (await answer.json().catch(() => ({}))) as {
    links?: { rel: string; href: string }[];
  };
  const secure = patient.site.startsWith('https:');
  return Object.entries(RELATIONS).map(([name, rel]) => {
    const href = links.find((link) => link.rel === rel)?.href;
    if (!href) return wrong(check, `host-meta does not name the ${name}: a proxy answers for us.`);
    const scheme = new URL(href).protocol;
    if (secure && !['wss:', 'https:'].includes(scheme)) {
      const why = 'the site does not know that it is behind TLS. Name the proxy in TRUST_PROXY.';
      return warn(check, `host-meta names ${href} although ${patient.site} has TLS: ${why}`);
    }
    return ok(check, `host-meta names the ${name} at ${href}.`);
  });
}
