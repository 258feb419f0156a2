import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { useText } from '../../ui/language.ts'
import { Text } from '../../ui/layout.tsx'
import type { FindingShape } from '../contract.ts'
import type { Drawing } from './drawing.ts'
import { readableName } from './offers.ts'
import classes from './modeler.module.css'
import type { Checked } from './use-check.ts'

/** Marks on the canvas what has something to mend. */
export function useMarks(drawing: Drawing | null, checked: Checked | undefined): void {
  useEffect(() => {
    if (!drawing || !checked) return
    const marks = [
      ...checked.warnings.map(({ element }) => [element, 'portico-warned'] as const),
      ...checked.refusals.map(({ element }) => [element, 'portico-refused'] as const),
    ].flatMap(([element, mark]) => (element && drawing.find(element) ? [[element, mark] as const] : []))
    for (const [element, mark] of marks) drawing.canvas.addMarker(element, mark)
    return () => {
      for (const [element, mark] of marks) if (drawing.find(element)) drawing.canvas.removeMarker(element, mark)
    }
  }, [drawing, checked])
}

type FindingListProps = { drawing: Drawing; checked: Checked; show: (element: string) => void }

export function FindingList({ drawing, checked, show }: FindingListProps) {
  const t = useText()
  if (checked.refusals.length + checked.warnings.length === 0) return null
  return (
    <ul className={classes.list} aria-label={t('What to mend')}>
      {checked.refusals.map((finding) => (
        <Finding
          key={`${finding.code} ${finding.element} ${finding.reason}`}
          {...{ drawing, finding, show }}
          isRefusal
        />
      ))}
      {checked.warnings.map((finding) => (
        <Finding key={`${finding.code} ${finding.element} ${finding.reason}`} {...{ drawing, finding, show }} />
      ))}
    </ul>
  )
}

type FindingProps = { drawing: Drawing; finding: FindingShape; isRefusal?: boolean; show: (element: string) => void }

function Finding({ drawing, finding: { element, name, reason }, isRefusal, show }: FindingProps) {
  const t = useText()
  const Icon = isRefusal ? IconCircleX : IconAlertTriangle
  const drawn = element === null ? undefined : drawing.find(element)
  const where = drawn ? readableName(drawn, t) : (name ?? element)
  return (
    <li>
      <button type="button" className={classes.finding} onClick={() => element && show(element)}>
        <Icon
          size={16}
          aria-label={isRefusal ? t('Must be mended') : t('Worth knowing')}
          color={`var(--mantine-color-${isRefusal ? 'error' : 'amber-7'})`}
        />
        <Text small>
          {where && <strong>{where}: </strong>}
          {reason}
        </Text>
      </button>
    </li>
  )
}

/** Below the canvas: what keeps the drawing from being published, and what its author should know. */
export function Findings({ drawing, checked }: { drawing: Drawing; checked: Checked | undefined }) {
  const t = useText()
  const [isOpen, setOpen] = useState(true)
  if (!checked) return null
  const { refusals, warnings } = checked
  const isGood = refusals.length + warnings.length === 0
  return (
    <section aria-label={t('Check')}>
      <output className={classes.findingsHead}>
        {isGood ? (
          <IconCircleCheck size={16} color="var(--mantine-color-success)" aria-hidden />
        ) : refusals.length > 0 ? (
          <IconCircleX size={16} color="var(--mantine-color-error)" aria-hidden />
        ) : (
          <IconAlertTriangle size={16} color="var(--mantine-color-amber-7)" aria-hidden />
        )}
        <Text small>
          {isGood
            ? t('Nothing to mend. It can be published.')
            : t('To mend before publishing: {{refusals}}. Worth knowing: {{warnings}}.', {
                refusals: refusals.length,
                warnings: warnings.length,
              })}
        </Text>
        {!isGood && (
          <Button kind="quiet" size="xs" onClick={() => setOpen(!isOpen)}>
            {isOpen ? t('Hide the list') : t('Show the list')}
          </Button>
        )}
      </output>
      {isOpen && !isGood && (
        <div className={classes.findings}>
          <FindingList drawing={drawing} checked={checked} show={(element) => drawing.show(element)} />
        </div>
      )}
    </section>
  )
}
