/** Topics are words of the publisher, in no language that is known (`lang=""`, HTML section 3.2.6.2). */
export function Topics({ topics, label }: { topics: readonly string[]; label: string }) {
  if (topics.length === 0) return <></>
  return (
    <ul class="topics" role="list" aria-label={label}>
      {topics.map((topic) => (
        <li>
          <bdi lang="">{topic}</bdi>
        </li>
      ))}
    </ul>
  )
}
