"""Situation reports 《突发公共事件直报信息》: drafted from the file, cleared at two gates, sent once to each."""
