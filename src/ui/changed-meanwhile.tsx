import { Button } from './button.tsx'
import { Callout } from './callout.tsx'
import { useText } from './language.ts'
import { Stack, Text } from './layout.tsx'

export type MeanwhileChange = { label: string; now: string }

/**
 * Somebody else has changed what this form is about: says who and what, before anybody saves over it. Taking theirs
 * starts the form anew.
 */
export function ChangedMeanwhile(props: {
  by: string | null
  changes: readonly MeanwhileChange[]
  onTake: () => void
}) {
  const t = useText()
  const { changes, onTake } = props
  const by = props.by ?? t('Somebody')
  return (
    <Callout kind="warning" title={t('{{by}} has changed this meanwhile', { by })}>
      <Stack gap="xs" align="start">
        {changes.map(({ label, now }) => (
          <Text key={label} small>
            {t('{{label}} is now “{{now}}”', { label, now })}
          </Text>
        ))}
        <Button kind="plain" size="xs" onClick={onTake}>
          {t('Show it as it is now')}
        </Button>
      </Stack>
    </Callout>
  )
}
