import { isAbsolute, join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigError, checkout, readConfig } from '../../bin/config.ts';
import { clocks } from '../../workflows/kit/calendar.ts';

const key = Buffer.alloc(32, 7).toString('base64');

describe('settings', () => {
  test('nothing set gives the embedded defaults', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      dataDir: join(checkout, '.guichet'),
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      temporalNamespace: 'guichet',
      holidayZone: 'metropole',
      logLevel: 'info',
    });
    expect(config.databaseUrl).toBeUndefined();
    expect(isAbsolute(config.dataDir)).toBe(true);
  });

  test('an empty variable counts as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ', GUICHET_KEY: '' })).toEqual(readConfig({}));
  });

  test('a relative data folder is taken from where the command is run', () => {
    expect(readConfig({ GUICHET_DATA: 'town' }).dataDir).toBe(resolve('town'));
  });

  test('a public address is kept without its last slash, so that paths can be added', () => {
    expect(readConfig({ PUBLIC_URL: 'https://guichet.example/' }).publicUrl).toBe('https://guichet.example');
  });

  test('a town of any of the twelve zones can say where it is', () => {
    for (const zone of Object.keys(clocks)) expect(readConfig({ HOLIDAY_ZONE: zone }).holidayZone).toBe(zone);
    expect(Object.keys(clocks)).toHaveLength(12);
  });

  test('the key is read as 32 bytes', () => {
    expect(readConfig({ GUICHET_KEY: key }).key).toEqual(Buffer.alloc(32, 7));
  });

  test('a key that was changed is the first of those that open what was sealed', () => {
    const former = Buffer.alloc(32, 8);
    const given = { GUICHET_KEY: key, GUICHET_KEY_OLD: `${former.toString('base64')}, ${key}` };
    expect(readConfig(given).key).toEqual([Buffer.alloc(32, 7), former, Buffer.alloc(32, 7)]);
  });

  test('the way to the engine is encrypted when that is asked for, or when a certificate is given', () => {
    const file = import.meta.filename;
    expect(readConfig({}).temporalTls).toBeUndefined();
    expect(readConfig({ TEMPORAL_TLS: 'true' }).temporalTls).toEqual({});
    expect(readConfig({ TEMPORAL_TLS_SERVER_CA_CERT_PATH: file }).temporalTls).toMatchObject({
      serverRootCACertificate: expect.any(Buffer),
    });
    expect(refusalOf({ TEMPORAL_TLS_CLIENT_CERT_PATH: file })).toMatch(/^TEMPORAL_TLS_CLIENT_KEY_PATH is missing/);
  });

  test('a port that is not a number is named with what to do', () => {
    expect(() => readConfig({ PORT: 'abc' })).toThrow(/^PORT .* give a number from 1 to 65535/);
  });

  test.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'guichet.example'],
    ['DATABASE_URL', 'mysql://host/town'],
    ['TEMPORAL_ADDRESS', '127.0.0.1'],
    ['SMTP_URL', 'mail.example'],
    ['MAIL_FROM', 'the town hall'],
    ['CLAMD_URL', '127.0.0.1'],
    ['CLAMD_URL', 'http://127.0.0.1:3310'],
    ['GUICHET_KEY', 'c2hvcnQ='],
    ['GUICHET_KEY', 'not base64!'],
    ['GUICHET_KEY_OLD', 'c2hvcnQ='],
    ['TEMPORAL_TLS', 'yes'],
    ['TEMPORAL_TLS_SERVER_CA_CERT_PATH', '/nowhere/ca.pem'],
    ['TEMPORAL_TLS_CLIENT_CERT_PATH', '/nowhere/client.pem'],
    ['DATABASE_OWNER_URL', 'mysql://host/town'],
    ['OIDC_CITIZEN_LEVEL', 'eidas9'],
    ['OIDC_CITIZEN_SIGNATURE', 'none'],
    ['HOLIDAY_ZONE', 'corse'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is refused in one line that names the variable', (name, value) => {
    const message = refusalOf({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} .*give `));
    expect(message.split('\n')).toHaveLength(1);
  });

  test('an identity provider is set whole or not at all, and what is missing is named', () => {
    const whole = {
      OIDC_CITIZEN_ISSUER: 'https://identite.example/api/v2',
      OIDC_CITIZEN_CLIENT_ID: 'town',
      OIDC_CITIZEN_CLIENT_SECRET: 'secret',
    };
    expect(readConfig({}).citizenIdentity).toBeUndefined();
    expect(readConfig(whole).citizenIdentity).toMatchObject({
      clientId: 'town',
      name: 'FranceConnect',
      level: 'eidas1',
    });
    expect(refusalOf({ ...whole, OIDC_CITIZEN_ISSUER: 'http://identite.example' })).toMatch(
      /^OIDC_CITIZEN_ISSUER is not an address of this kind: give something like https:/,
    );
    for (const name of Object.keys(whole)) {
      const message = refusalOf({ ...whole, [name]: undefined });
      expect(message).toMatch(new RegExp(`^${name} is missing: give it too`));
      expect(message.split('\n')).toHaveLength(1);
    }
  });

  test('every wrong variable is told at once', () => {
    expect(refusalOf({ PORT: 'abc', LOG_LEVEL: 'loud' })).toMatch(/^PORT .*\nLOG_LEVEL /);
  });

  test('a refusal never repeats the value, which may be a secret', () => {
    expect(refusalOf({ DATABASE_URL: 'mysql://town:secret@host/town' })).not.toContain('secret');
  });
});

function refusalOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('these settings were accepted');
}
