import { type ReactNode, useId } from 'react'
import { Heading, Stack, Text } from '../../ui/layout.tsx'
import classes from './modeler.module.css'

/** One group of settings with its heading. */
export function Section({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <Stack gap="sm">
        <div id={id}>
          <Heading level={2}>{title}</Heading>
        </div>
        {note && (
          <Text small quiet>
            {note}
          </Text>
        )}
        {children}
      </Stack>
    </section>
  )
}

/** One of several entries of a section: a field, a button. */
export function Entry({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className={classes.entry} aria-label={label}>
      <Stack gap="xs">{children}</Stack>
    </fieldset>
  )
}
