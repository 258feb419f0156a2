import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyDatabase } from '../../test/database.ts'
import { dumpSchema } from './dump-schema.ts'
import { generateTypes } from './generate-types.ts'

const [one, other] = await Promise.all([emptyDatabase(), emptyDatabase()])
const client = new Client(one)
const twin = new Client(other)

const owls = `create table owls (
  id uuid primary key,
  name text not null default 'it''s',
  mood text not null check (mood in ('awake', 'asleep')),
  kind text check (kind = 'owl'),
  eats text[] not null check (eats <@ array['mouse', 'vole']),
  weight numeric(6, 2) not null,
  seen bigint not null,
  facts jsonb not null,
  photo bytea,
  born timestamptz not null default now(),
  heavy boolean not null generated always as (weight > 2) stored,
  number integer generated always as identity,
  check (mood = 'awake' or weight > 1)
);
comment on table owls is 'Birds of the night';
comment on column owls.mood is 'Asleep by day';
create index owls_light on owls (weight) where weight < 1;`
const nests = 'create table nests (id uuid primary key, owl_id uuid references owls (id) on delete cascade);'
const rest = `
create view awake_owls as select id, name from owls where mood = 'awake';
comment on column awake_owls.name is 'null where nobody asked';
create function hoot() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger owls_hoot before insert on owls for each row execute function hoot();
create schema app_data;
create table app_data.trees (height integer);`

beforeAll(async () => {
  await Promise.all([client.connect(), twin.connect()])
  await client.query(owls + nests + rest)
  await twin.query(owls + rest + nests)
})
afterAll(() => Promise.all([client.end(), twin.end()]))

describe('the dump of a schema', () => {
  it('shows tables with their keys and checks, indexes, triggers, views, functions and comments', async () => {
    const text = await dumpSchema(client)
    for (const line of [
      'create table owls (',
      `  name text default 'it''s'::text not null,`,
      '  heavy boolean generated always as ((weight > (2)::numeric)) stored not null,',
      '  number integer generated always as identity not null,',
      '  constraint nests_owl_id_fkey FOREIGN KEY (owl_id) REFERENCES owls(id) ON DELETE CASCADE',
      'CREATE INDEX owls_light ON public.owls USING btree (weight) WHERE (weight < (1)::numeric);',
      'CREATE TRIGGER owls_hoot BEFORE INSERT ON public.owls FOR EACH ROW EXECUTE FUNCTION hoot();',
      'create view awake_owls as',
      'CREATE OR REPLACE FUNCTION public.hoot()',
      'create schema app_data;',
      'create table app_data.trees (',
      `comment on column owls.mood is 'Asleep by day';`,
    ])
      expect(text).toContain(line)
  })

  it('is the same however the schema came about', async () => {
    expect(await dumpSchema(twin)).toBe(await dumpSchema(client))
  })

  it('changes with anything that matters', async () => {
    const before = await dumpSchema(twin)
    for (const change of [
      'alter table owls alter column name drop default',
      'alter table owls alter column photo set not null',
      'drop index owls_light',
      'alter table nests drop constraint nests_owl_id_fkey',
      'drop trigger owls_hoot on owls',
      `comment on table owls is 'Owls'`,
      'grant select on owls to public',
    ]) {
      await twin.query('begin')
      await twin.query(change)
      expect(await dumpSchema(twin), change).not.toBe(before)
      await twin.query('rollback')
    }
  })
})

describe('the types of a schema', () => {
  it('say what each column holds, and the words a check allows', async () => {
    const text = await generateTypes(client)
    for (const line of [
      'export type Owls = {',
      '  id: string\n',
      '  name: Generated<string>',
      `  mood: 'awake' | 'asleep'`,
      `  kind: 'owl' | null`,
      `  eats: ('mouse' | 'vole')[]`,
      '  weight: string',
      '  seen: number',
      '  facts: unknown',
      '  photo: Buffer | null',
      '  born: Generated<Timestamp>',
      '  heavy: Computed<boolean>',
      '  number: Computed<number>',
      '/** Birds of the night */',
      '  owls: Owls\n',
    ])
      expect(text).toContain(line)
  })

  it('take a column of a view for present unless its comment says that it may be null', async () => {
    expect(await generateTypes(client)).toContain(
      'export type AwakeOwls = {\n  id: string\n  /** null where nobody asked */\n  name: string | null\n}',
    )
  })

  it('leave tables out that are made at run time', async () => {
    expect(await generateTypes(client)).not.toContain('rees')
  })
})
