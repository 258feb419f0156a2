import { IconPlugConnected } from '@tabler/icons-react'
import { useState } from 'react'
import { useFormContext } from 'react-hook-form'
import type { AnswerOf } from '../../base/endpoint.ts'
import { Button } from '../../ui/button.tsx'
import { Callout } from '../../ui/callout.tsx'
import { problemText, useText } from '../../ui/language.ts'
import { Stack, Text } from '../../ui/layout.tsx'
import type { Problem } from '../../ui/problem.ts'
import { useCommand } from '../../ui/queries.ts'
import { testDirectoryApi } from '../contract.ts'
import { asConnection, asPassword, type DirectoryValues } from './directory-values.ts'

type Found = AnswerOf<typeof testDirectoryApi>

function Outcome({ people, groups }: Found) {
  const t = useText()
  if (people.length === 0) {
    return (
      <Callout kind="warning">{t('Connected, but nobody was found. Check where people are, and the filter.')}</Callout>
    )
  }
  return (
    <Callout kind="good" title={t('Connected. The first people, as they would be read:')}>
      <Stack gap="xs">
        {people.map(({ dn, fullName, email, position, isLocked, issue }) => (
          <Text key={dn} small>
            {[fullName ?? dn, email, position, isLocked ? t('Locked') : null].filter(Boolean).join(' · ')}
            {issue && ` – ${issue}`}
          </Text>
        ))}
        {groups.length > 0 && (
          <Text small quiet>
            {t('Groups: {{names}}', { names: groups.map(({ name }) => name).join(', ') })}
          </Text>
        )}
      </Stack>
    </Callout>
  )
}

/** Tries out what stands in the form, saved or not. */
export function TestDirectory({ directory }: { directory: string | undefined }) {
  const t = useText()
  const { getValues } = useFormContext<DirectoryValues>()
  const [found, show] = useState<Found>()
  const [problem, tell] = useState<Problem>()
  const command = useCommand(testDirectoryApi, { onDone: show, onProblem: tell })
  return (
    <Stack gap="sm" align="start">
      <Button
        kind="plain"
        icon={IconPlugConnected}
        isRunning={command.isRunning}
        onClick={() => {
          show(undefined)
          tell(undefined)
          const values = getValues()
          command.run({ ...(directory && { directory }), connection: asConnection(values), ...asPassword(values) })
        }}
      >
        {t('Try the connection')}
      </Button>
      {problem && (
        <Callout kind="bad" title={t('That did not work')}>
          {problem.issues[0] ? problem.issues[0].message : problemText(problem)}
        </Callout>
      )}
      {found && <Outcome {...found} />}
    </Stack>
  )
}
