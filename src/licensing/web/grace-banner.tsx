import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { links } from '../../base/employee-links.ts'
import { IconButton } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { useText } from '../../ui/language.ts'
import { Row } from '../../ui/layout.tsx'
import { TextLink } from '../../ui/link.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { Moment } from '../../ui/relative-time.tsx'
import { getGraceApi } from '../contract.ts'
import { kindWords } from './seat-words.ts'

const key = 'portico.grace-closed-on'
const today = (): string => new Date().toDateString()

function closedToday(): boolean {
  try {
    return localStorage.getItem(key) === today()
  } catch {
    return false
  }
}

/** On every page of an administrator while more seats are held than were bought; closed, it is back the next day. */
export function GraceBanner() {
  const t = useText()
  const [isClosed, setClosed] = useState(closedToday)
  const found = useQueryOf(getGraceApi, {}, { enabled: !isClosed, topics: ['licenses'] })
  const close = () => {
    try {
      localStorage.setItem(key, today())
    } catch {
      // Closed for this page, then.
    }
    setClosed(true)
  }
  const rows = found.data?.rows ?? []
  if (isClosed || rows.length === 0) return null
  return (
    <Callout kind="warning" title={t('More seats are held than were bought')}>
      <Row justify="between" align="start" oneLine>
        <div>
          {rows.map(({ kind, occupied, total, endsAt }) => (
            <div key={kind}>
              {t('{{name}}: {{occupied}} of {{total}}, granted until', { name: kindWords(kind, t), occupied, total })}{' '}
              <Moment at={endsAt} dayOnly />
            </div>
          ))}
          <TextLink href={links.licenses()}>{t('See the licenses')}</TextLink>
        </div>
        <IconButton icon={IconX} label={t('Close until tomorrow')} onClick={close} />
      </Row>
    </Callout>
  )
}
