import { describe, expect, it } from 'vitest';
import { LegacySettingsError, readSettings } from '../../legacy/settings.ts';

const now = new Date('2026-11-24T09:00:00Z');

describe('the settings of the stand-ins', () => {
  it('have defaults for all', () => {
    expect(readSettings({ PATH: '/bin' }, now)).toEqual({
      world: { seed: 1, people: 2000, now },
      at: { 'customer-master': {}, 'loyalty-ledger': {}, pss: {}, 'service-desk': {} },
    });
  });

  it('are read with their types', () => {
    const read = readSettings(
      {
        WORLD_SEED: '7',
        WORLD_PEOPLE: '300',
        WORLD_NOW: '2027-01-02T03:04:05+01:00',
        PSS_PORT: '8080',
        LOYALTY_LEDGER_LOAD_URL: 'mysql://root@127.0.0.1/miles',
        LEGACY_CONTROL_PORT: '0',
        LEGACY_DATA_FOLDER: 'data',
      },
      now,
    );
    expect(read).toMatchObject({
      world: { seed: 7, people: 300, now: new Date('2027-01-02T02:04:05Z') },
      at: { pss: { port: 8080 }, 'loyalty-ledger': { url: 'mysql://root@127.0.0.1/miles' } },
      controlPort: 0,
      dataFolder: 'data',
    });
  });

  it('are refused all at once, each with what to write instead', () => {
    const wrong = {
      WORLD_SEED: '-1',
      WORLD_PEOPLE: '12',
      WORLD_NOW: 'tomorrow',
      PSS_PORT: '70000',
      CUSTOMER_MASTER_LOAD_URL: 'http://127.0.0.1/',
      WORLD_PEOPEL: '500',
    };
    let message = '';
    try {
      readSettings(wrong, now);
    } catch (error) {
      expect(error).toBeInstanceOf(LegacySettingsError);
      message = String(error);
    }
    for (const name of Object.keys(wrong)) expect(message).toContain(`${name}: `);
    expect(message).toContain('from 200 to 200000');
    expect(message).toContain('postgres:, mysql: or mariadb:');
    expect(message).toContain('WORLD_PEOPEL: there is no such setting');
  });
});
