"""Papers, faxes and telegrams: received and signed for, registered, circulated with opinions, sent on."""
