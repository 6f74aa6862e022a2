/** What stands beside a line of a gate that nobody has answered. */
export const UNANSWERED = "unanswered";
