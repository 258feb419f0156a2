import { links } from '../../base/employee-links.ts'
import { Person } from '../../ui/avatar.tsx'
import type { Column } from '../../ui/column.ts'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import type { ColleagueShape } from '../contract.ts'

/** Mail and telephone, each as a link that does it. */
export function Contact({ of: { email, phone, workPhone } }: { of: ColleagueShape }) {
  return (
    <div>
      {email && (
        <Text>
          <TextLink href={`mailto:${email}`} quiet>
            {email}
          </TextLink>
        </Text>
      )}
      {[workPhone, phone].map(
        (number) =>
          number && (
            <Text key={number} small quiet>
              <TextLink href={`tel:${number.replace(/[^+\d]/g, '')}`} quiet>
                {number}
              </TextLink>
            </Text>
          ),
      )}
    </div>
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
      show: ({ department }) =>
        department ? (
          <TextLink href={links.orgChart({}, { place: department.id })} quiet>
            {department.name}
          </TextLink>
        ) : (
          <Text quiet>–</Text>
        ),
    },
    { key: 'contact', title: t('Contact'), show: (row) => <Contact of={row} /> },
  ]
}
