import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Problem } from './problem.ts'
import { ProblemState } from './problem-state.tsx'
import { PageSkeleton } from './skeletons.tsx'

export type LoadedProps<Data> = {
  query: UseQueryResult<Data, Problem>
  children: (data: Data) => ReactNode
  skeleton?: ReactNode
  home?: string
}

/** The three states of an answer: on its way, refused, there. */
export function Loaded<Data>({ query, children, skeleton = <PageSkeleton />, home }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error)
    return (
      <ProblemState problem={query.error} onRetry={() => void query.refetch()} wholePage {...(home ? { home } : {})} />
    )
  return skeleton
}
