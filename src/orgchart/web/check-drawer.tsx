import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react'
import { useAddress } from '../../ui/address.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Drawer } from '../../ui/dialog.tsx'
import { useText } from '../../ui/language.ts'
import { Row, Stack, Text } from '../../ui/layout.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { useQueryOf } from '../../ui/queries.ts'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { checkOrgDraftApi, type OrgFinding } from '../contract-draft.ts'
import { useFindingWords } from './finding-words.ts'

function Finding({ finding }: { finding: OrgFinding }) {
  const t = useText()
  const words = useFindingWords()
  const { change } = useAddress()
  const isError = finding.kind === 'error'
  const Icon = isError ? IconCircleX : IconAlertTriangle
  return (
    <Row oneLine align="start" justify="between">
      <Row oneLine align="start" gap="xs">
        <Icon
          size={18}
          stroke={1.75}
          color={isError ? 'var(--mantine-color-error)' : 'var(--mantine-color-dimmed)'}
          style={{ flexShrink: 0, marginTop: 2 }}
          aria-label={isError ? t('Error') : t('Warning')}
        />
        <Text>{words(finding)}</Text>
      </Row>
      {finding.element && finding.code !== 'still_named' && (
        <div style={{ flexShrink: 0 }}>
          <Button kind="quiet" size="xs" onClick={() => change({ place: finding.element!, dialog: undefined })}>
            {t('Show')}
          </Button>
        </div>
      )}
    </Row>
  )
}

export function Findings({ only }: { only?: OrgFinding['kind'] }) {
  const t = useText()
  const check = useQueryOf(checkOrgDraftApi, {}, { topics: ['org-draft', 'orgchart'] })
  return (
    <Loaded query={check} skeleton={<ListSkeleton lines={4} />}>
      {({ findings, errors, warnings }) => (
        <Stack gap="sm">
          {errors > 0 ? (
            <Callout kind="bad">{t('It cannot be published yet. Errors: {{number}}', { number: errors })}</Callout>
          ) : (
            <Callout kind="good">{t('It can be published. Things to know: {{number}}', { number: warnings })}</Callout>
          )}
          {findings
            .filter(({ kind }) => !only || kind === only)
            .map((finding) => (
              <Finding key={`${finding.code} ${finding.element}`} finding={finding} />
            ))}
        </Stack>
      )}
    </Loaded>
  )
}

/** What keeps the draft from being published, and what its author should know; each leads to its element. */
export function CheckDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useText()
  return (
    <Drawer title={t('Check')} isOpen={isOpen} onClose={onClose} size="md">
      <Findings />
    </Drawer>
  )
}
