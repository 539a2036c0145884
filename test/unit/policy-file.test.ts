/** The policy table: what is written in it is what holds, and each mistake is told with its line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readPolicyConfig } from '../../gateway/identity/policy-settings.ts';
import type { AuthMode } from '../../gateway/identity/settings.ts';
import { noPolicy } from '../../subgraphs/shared/privacy/access.ts';
import { readPolicyFile } from '../../subgraphs/shared/privacy/policy-file.ts';

const sound = `version: 1
purposes:
  help: Answer who asks.
roles:
  agent:
    help: { subjects: everyone, shown: [look-up, basic], masked: [identity] }
  Night Shift:
    help:
      subjects: own
`;

describe('A policy file', () => {
  test('gives each role, for a purpose, what it lists', () => {
    const read = readPolicyFile(sound);
    expect(read).toEqual({
      table: {
        purposes: new Map([['help', 'Answer who asks.']]),
        roles: new Map([
          [
            'agent',
            new Map([
              [
                'help',
                {
                  subjects: 'everyone',
                  sights: new Map([
                    ['look-up', 'shown'],
                    ['basic', 'shown'],
                    ['identity', 'masked'],
                  ]),
                },
              ],
            ]),
          ],
          ['Night Shift', new Map([['help', { subjects: 'own', sights: new Map() }]])],
        ]),
      },
    });
  });

  const all = 'itinerary, basic, contact, travel, identity, loyalty, case, payment, special-category, look-up';
  test.each([
    [
      'an unknown class',
      ['look-up, basic', 'look-up, basics'],
      [`line 6: roles.agent.help.shown[1]: write one of ${all}.`],
    ],
    [
      'what is public',
      ['[identity]', '[public]'],
      ['line 6: roles.agent.help.masked[0]: remove it: what is public is always shown.'],
    ],
    ['a class twice', ['look-up, basic', 'basic, basic'], ['line 6: roles.agent.help.shown[1]: basic is there twice.']],
    [
      'a class shown and masked',
      ['[identity]', '[basic]'],
      ['line 6: roles.agent.help.masked[0]: basic is there twice.'],
    ],
    [
      'an unknown purpose',
      ['    help:\n', '    helping:\n'],
      ['line 9: roles.Night Shift.helping: it is no purpose; write one of help, or add it to purposes.'],
    ],
    [
      'other subjects',
      ['subjects: own', 'subjects: all'],
      ['line 9: roles.Night Shift.help.subjects: write one of own, consented, everyone.'],
    ],
    [
      'no subjects',
      ['subjects: everyone, ', ''],
      ['line 6: roles.agent.help.subjects: write one of own, consented, everyone.'],
    ],
    [
      'an unknown word',
      ['masked:', 'hidden:'],
      ['line 6: roles.agent.help.hidden: this is not known here; see docs/policies.md.'],
    ],
    ['another version', ['version: 1', 'version: 2'], ['line 1: version: write 1.']],
    [
      'a class without a list',
      ['[identity]', 'identity'],
      [`line 6: roles.agent.help.masked: write a list in [ ] of ${all}.`],
    ],
    ['a role twice', ['Night Shift:', 'agent:'], ['line 7: it is there twice.']],
    [
      'no YAML',
      ['[identity]', '[identity'],
      ['line 6: it is not YAML (BAD_INDENT).', 'line 7: it is not YAML (BAD_INDENT).'],
    ],
    [
      'a purpose without words',
      ['help: Answer who asks.', 'help:'],
      ['line 3: purposes.help: say in a sentence what it is for.'],
    ],
  ] as const)('with %s is refused', (_, [from, to], problems) => {
    const text = sound.replace(from, to);
    expect(text).not.toBe(sound);
    expect(readPolicyFile(text)).toEqual({ problems });
  });

  test('without anything, or of another kind, is told what to have', () => {
    expect(readPolicyFile('')).toEqual({ problems: ['write version, purposes and roles.'] });
    expect(readPolicyFile('- agent')).toEqual({ problems: ['line 1: write version, purposes and roles.'] });
    expect(readPolicyFile('version: 1\nroles:\n  agent: 1')).toEqual({
      problems: [
        'line 1: purposes: write each purpose there is below it, and what it is for.',
        'line 3: roles.agent: write its purposes below it.',
      ],
    });
  });

  test('tells all that is wrong at once', () => {
    const read = readPolicyFile(
      sound.replace('basic', 'x').replace('identity', 'y').replace('subjects: own', 'subjects: all'),
    );
    expect(read).toMatchObject({ problems: { length: 3 } });
  });
});

describe('The policy file of the product', () => {
  const file = new URL('../../gateway/policy.yaml', import.meta.url);

  test('is sound, and has the roles there are', () => {
    const read = readPolicyFile(readFileSync(file, 'utf8'));
    expect('table' in read && [...read.table.roles.keys()]).toEqual([
      'agent',
      'supervisor',
      'check-in',
      'gate',
      'guest',
      'customer',
      'marketing',
      'partner',
      'privacy-officer',
    ]);
  });
});

describe('POLICY_FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'policy.yaml');
  const read = (AUTH: AuthMode, POLICY_FILE: string) => readPolicyConfig({ AUTH, POLICY_FILE });

  test('is the table that holds; without it nobody has a right to anything', () => {
    writeFileSync(path, sound);
    expect([...read('required', path).policy.roles.keys()]).toEqual(['agent', 'Night Shift']);
    expect(read('required', '')).toEqual({ policy: noPolicy, problems: [] });
  });

  test('is refused where it would do nothing, cannot be read, or is wrong', () => {
    expect(read('off', path).problems).toEqual([
      'POLICY_FILE: set AUTH=required too, or remove it: with AUTH=off everybody sees everything.',
    ]);
    expect(read('required', join(folder, 'none')).problems).toEqual(['POLICY_FILE: the file cannot be read.']);
    writeFileSync(path, sound.replace('version: 1', 'version: one'));
    expect(read('required', path)).toEqual({ policy: noPolicy, problems: ['POLICY_FILE: line 1: version: write 1.'] });
  });
});
