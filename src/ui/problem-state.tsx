import { Text } from '@mantine/core'
import { IconCloudOff, IconEyeOff, IconLock, IconMoodSad, IconPlayerPause } from '@tabler/icons-react'
import { Button } from './button.tsx'
import { EmptyState } from './empty-state.tsx'
import { problemText, useText } from './language.ts'
import { asProblem, type Problem } from './problem.ts'

export type ProblemStateProps = {
  problem: Problem
  onRetry?: () => void
  home?: string
  wholePage?: boolean
  wholeWindow?: boolean
}

/** What stands in place of content that could not be had: what happened, and the way on. */
export function ProblemState({ problem, onRetry, home, wholePage, wholeWindow }: ProblemStateProps) {
  const t = useText()
  const back = home && (
    <Button href={home} kind="plain">
      {t('Go to the start page')}
    </Button>
  )
  const retry = onRetry && (
    <Button onClick={onRetry} kind="plain">
      {t('Try again')}
    </Button>
  )
  const sentence = problemText(problem)
  const shared = { wholePage: wholePage ?? false, wholeWindow: wholeWindow ?? false }
  if (problem.status === 404) {
    return (
      <EmptyState
        {...shared}
        icon={IconEyeOff}
        title={t('Nothing here that you can see')}
        text={t('It may have been moved or deleted, or you may not have access to it.')}
        action={back}
      />
    )
  }
  if (problem.status === 403) {
    return <EmptyState {...shared} icon={IconLock} title={t('You may not do this')} text={sentence} action={back} />
  }
  if (problem.status === 503) {
    return (
      <EmptyState {...shared} icon={IconPlayerPause} title={t('Not available now')} text={sentence} action={retry} />
    )
  }
  if (problem.status === 0) {
    return <EmptyState {...shared} icon={IconCloudOff} title={t('No connection')} text={sentence} action={retry} />
  }
  return (
    <EmptyState
      {...shared}
      icon={IconMoodSad}
      title={t('Something went wrong')}
      text={
        <>
          {sentence}
          {problem.requestId && (
            <Text size="xs" c="dimmed" mt="xs">
              {t('Request {{id}}', { id: problem.requestId })}
            </Text>
          )}
        </>
      }
      action={retry ?? back}
    />
  )
}

/** The same for what a screen threw while it was drawn, most often a part of a version that is no longer served. */
export function CrashState({ error }: { error: unknown }) {
  return <ProblemState problem={asProblem(error)} onRetry={() => window.location.reload()} wholePage />
}
