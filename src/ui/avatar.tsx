import { Avatar as MantineAvatar, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** First letters of the first and the last word, in any script. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return letters.map((word) => [...word][0]!.toLocaleUpperCase()).join('') || '?'
}

const grounds = ['harbor', 'green', 'amber', 'red', 'gray']
/** The same name has the same colour everywhere. */
const groundOf = (name: string): string =>
  grounds[[...name].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % grounds.length]!

/** A person's picture or initials; decoration, since the name always stands beside it. */
export function Avatar({ name, src, size = 28 }: { name: string; src?: string | null; size?: number }) {
  return (
    <MantineAvatar
      src={src ?? null}
      size={size}
      radius="xl"
      color={groundOf(name)}
      alt=""
      aria-hidden
      styles={{ placeholder: { fontSize: size * 0.4, fontWeight: 600 } }}
    >
      {initials(name)}
    </MantineAvatar>
  )
}

/** A person in a line: picture, name, and perhaps what they are. */
export function Person({ name, src, note }: { name: string; src?: string | null; note?: ReactNode }) {
  return (
    <Group gap="xs" wrap="nowrap" component="span">
      <Avatar name={name} src={src ?? null} />
      <span style={{ minWidth: 0 }}>
        <Text span truncate display="block" inherit>
          {name}
        </Text>
        {note && (
          <Text span size="xs" c="dimmed" display="block">
            {note}
          </Text>
        )}
      </span>
    </Group>
  )
}
