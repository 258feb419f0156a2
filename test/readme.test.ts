import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { variables } from '../src/main/config.ts'
import { commands } from '../src/main/command-line.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')

test('the README tells every variable of the configuration, with its default and meaning, and no other', () => {
  for (const { name, fallback, meaning } of variables) {
    expect(readme).toContain(`| \`${name}\` | ${fallback ? `\`${fallback}\`` : '–'} | ${meaning} |`)
  }
  const told = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1])
  expect(told.filter((name) => !variables.some((variable) => variable.name === name))).toEqual([])
})

test('the README names every command of the command line', () => {
  for (const { name } of commands) expect(readme).toContain(name)
})
