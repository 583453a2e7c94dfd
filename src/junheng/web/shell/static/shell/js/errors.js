// Takes the reader to the summary of errors when a form comes back.
export default (summary) => summary.focus();
