import {
  keepPreviousData,
  QueryClient,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useRef } from 'react'
import type { AnswerOf, Endpoint, SentOf } from '../base/endpoint.ts'
import { api, randomKey } from './api.ts'
import { notifyDone, notifyProblem } from './notify.tsx'
import { asProblem, type Problem } from './problem.ts'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: { topics?: readonly string[] }
    defaultError: Problem
  }
}

/** What the answer of a keyset list looks like: some rows, and the `after` of the next page when there is one. */
export type PageOf<Row> = { rows: Row[]; next?: string | null | undefined; total?: number | undefined }
export type RowOf<E> = AnswerOf<E> extends { rows: (infer Row)[] } ? Row : never

/** One cache for a page's life. A refusal is an answer and is not asked for again; a silent server is, twice. */
export const makeQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, thrown) => asProblem(thrown).isPassing && failures < 2,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  })

export type QueryOptions = {
  /** The live topics that make this answer stale: `tasks`, `app:<id>`. */
  topics?: readonly string[]
  enabled?: boolean
  /** Show the previous answer while the next one (other input) is on its way. */
  keepPrevious?: boolean
  /** Milliseconds between repeats; for work that runs without live events. */
  refetchEvery?: number | false
}

/** Reads a GET endpoint; kept under `[path, input]`. */
export function useQueryOf<E extends Endpoint>(
  endpoint: E,
  input: SentOf<E>,
  { topics = [], enabled = true, keepPrevious, refetchEvery = false }: QueryOptions = {},
): UseQueryResult<AnswerOf<E>, Problem> {
  return useQuery<AnswerOf<E>, Problem>({
    queryKey: [endpoint.path, input],
    queryFn: ({ signal }) => api(endpoint, input, { signal }),
    meta: { topics },
    enabled,
    refetchInterval: refetchEvery,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  })
}

/** Reads a keyset list page by page: each page's `next` becomes the following request's `after`. */
export function usePagesOf<E extends Endpoint>(
  endpoint: E,
  input: SentOf<E>,
  { topics = [], enabled = true }: QueryOptions = {},
) {
  const pages = useInfiniteQuery({
    queryKey: [endpoint.path, input, 'pages'],
    queryFn: ({ signal, pageParam }) =>
      api(endpoint, { ...(input as object), ...(pageParam ? { after: pageParam } : {}) } as SentOf<E>, {
        signal,
      }) as Promise<PageOf<RowOf<E>>>,
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? null,
    meta: { topics },
    enabled,
    placeholderData: keepPreviousData,
  })
  return { ...pages, rows: pages.data?.pages.flatMap((page) => page.rows) ?? [], total: pages.data?.pages[0]?.total }
}

export type CommandOptions<E> = {
  onDone?: (answer: AnswerOf<E>, input: SentOf<E>) => unknown
  /** A sentence shown when it is done. */
  done?: string
  /** Lists and things that are stale now: endpoints, or live topics. */
  invalidates?: readonly (Endpoint | string)[]
  /** Takes the refusal itself (a form puts it at its fields); otherwise it is shown as a notification. */
  onProblem?: (problem: Problem) => void
}

export type Command<E> = {
  /** Starts it; refusals are shown, never thrown. */
  run: (input: SentOf<E>) => void
  /** The same, to wait for: gives `undefined` when it was refused. */
  runAndWait: (input: SentOf<E>) => Promise<AnswerOf<E> | undefined>
  isRunning: boolean
  problem: Problem | null
}

/**
 * A command of the server as something to call. A repeat of the same input after a lost connection carries the same
 * Idempotency-Key, so the server does it once however often the person presses the button.
 */
export function useCommand<E extends Endpoint>(endpoint: E, options: CommandOptions<E> = {}): Command<E> {
  const queries = useQueryClient()
  const unanswered = useRef<{ input: string; key: string } | null>(null)

  const mutation = useMutation<AnswerOf<E>, Problem, SentOf<E>>({
    mutationFn: async (input) => {
      const written = JSON.stringify(input)
      if (unanswered.current?.input !== written) unanswered.current = { input: written, key: randomKey() }
      try {
        const answer = await api(endpoint, input, { idempotencyKey: unanswered.current.key })
        unanswered.current = null
        return answer
      } catch (thrown) {
        const problem = asProblem(thrown)
        if (problem.status !== 0) unanswered.current = null
        throw problem
      }
    },
    onSuccess: async (answer, input) => {
      await Promise.all((options.invalidates ?? []).map((stale) => invalidate(queries, stale)))
      if (options.done) notifyDone(options.done)
      await options.onDone?.(answer, input)
    },
    onError: (problem) => (options.onProblem ?? notifyProblem)(asProblem(problem)),
  })

  return {
    run: (input) => mutation.mutate(input),
    runAndWait: (input) => mutation.mutateAsync(input).catch(() => undefined),
    isRunning: mutation.isPending,
    problem: mutation.error,
  }
}

const invalidate = (queries: QueryClient, stale: Endpoint | string): Promise<void> =>
  typeof stale === 'string' ? invalidateTopics(queries, [stale]) : queries.invalidateQueries({ queryKey: [stale.path] })

/** What the server says after events may have been lost: everything live is asked for again. */
export const everyTopic = '*'

/** Makes stale every answer that named one of these topics. */
export const invalidateTopics = (queries: QueryClient, topics: readonly string[]): Promise<void> =>
  queries.invalidateQueries({
    predicate: ({ meta }) =>
      meta?.topics?.some((topic) => topics.includes(topic) || topics.includes(everyTopic)) ?? false,
  })

/** For a button beside what changes without telling: asks again for every answer that named one of these topics. */
export function useRefresh(topics: readonly string[]): () => void {
  const queries = useQueryClient()
  return () => void invalidateTopics(queries, topics)
}
