import { Person } from '../../ui/avatar.tsx'
import type { Column } from '../../ui/column.ts'
import { useText } from '../../ui/language.ts'
import { Stack, Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import type { ColleagueShape } from '../contract.ts'

/** Mail and telephone, each as a link that does it; far enough apart for a thumb. */
export function Contact({ of: { email, phone, workPhone } }: { of: ColleagueShape }) {
  const ways = [
    email && { href: `mailto:${email}`, words: email },
    ...[workPhone, phone].map((number) => number && { href: `tel:${number.replace(/[^+\d]/g, '')}`, words: number }),
  ].filter((way) => !!way)
  return (
    <Stack gap="xs">
      {ways.map(({ href, words }) => (
        <Text key={href}>
          <TextLink href={href} quiet>
            {words}
          </TextLink>
        </Text>
      ))}
    </Stack>
  )
}

/** A colleague in a list: who, where, how to reach. */
export function useColleagueColumns<Row extends ColleagueShape>(): Column<Row>[] {
  const t = useText()
  return [
    { key: 'name', title: t('Name'), show: ({ name, position }) => <Person name={name} note={position?.name} /> },
    {
      key: 'department',
      title: t('Department'),
      show: ({ department }) => <Text quiet={!department}>{department?.name ?? '–'}</Text>,
    },
    { key: 'contact', title: t('Contact'), show: (row) => <Contact of={row} /> },
  ]
}
